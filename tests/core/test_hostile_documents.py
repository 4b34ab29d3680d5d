"""Short texts that would fill the memory or the stack of a careless reader are faults like any other."""

import pytest

from wellstaffed.apps.actions import examples
from wellstaffed.core.documents import checked, yaml_data
from wellstaffed.core.errors import PlanError
from wellstaffed.plans.plan_document import Plan

MADISON = (examples() / "madison-2020" / "plan.yaml").read_text(encoding="utf-8")
LAUGHS = "a: &a [1, 1]\n" + "".join(
    f"{chr(98 + place)}: &{chr(98 + place)} [{', '.join(['*' + chr(97 + place)] * 9)}]\n" for place in range(12)
)


def read(text):
    return checked(yaml_data(text.encode(), "plan.yaml", PlanError), "plan.yaml", Plan, PlanError)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        (LAUGHS, "file: stands for more than 500,000 values"),
        ("a: " + "[" * 600 + "]" * 600, "file: is nested too deeply"),
        (MADISON.replace("benefits_rate: 0.35", "benefits_rate: '1e99999999'"), r"line 45, costs.benefits_rate: must be a number"),
        (MADISON.replace("benefits_rate: 0.35", "benefits_rate: 1e300"), r"line 45, costs.benefits_rate: must not be larger than"),
        (MADISON.replace("step: 1\n", "step: '1e99999999'\n"), r"line 14, rounding.step: must be 1, 0.5"),
    ],
    ids=["aliases that multiply", "brackets", "an exponent", "a large float", "a step with an exponent"],
)  # fmt: skip
def test_a_hostile_document_is_refused_in_words(text, said):
    with pytest.raises(PlanError, match=said):
        read(text)
