"""
Every error a user can meet, under one base, each with its exit code.

    WellstaffedError (1)
    ├── UsageError (2)                  the question itself is malformed
    ├── DocumentError (3)               a file of the user's has faults: all of them, each with its place
    │   ├── StandardFileError (3)
    │   ├── RosterError (3)
    │   ├── PlanError (3)
    │   ├── AgreementError (3)
    │   ├── RecordError (3)
    │   ├── ArticleError (3)
    │   ├── ReleaseError (3)            a published file is not as its layout says
    │   └── EvidenceTableError (3)
    ├── NotFoundError (4)               no such district, school, standard or file
    ├── NotInForceError (5)             the standard has no value on that day
    ├── NoNumericRuleError (5)          the standard is words, not a number
    ├── UnverifiedError (5)             an unverified standard was used without saying so
    ├── RoleMismatchError (5)           a standard was asked about a role it does not cover
    ├── CoefficientError (5)            a study's coefficient was asked for a school (rule E1)
    ├── InfeasiblePlanError (5)         the rules of a plan conflict; which ones is said
    ├── MissingInputError (5)           a rule needs an input (grade band, need counts) that is not there
    ├── NotHeldExactlyError (5)         a figure has more decimals than whole-number arithmetic holds
    ├── WriteError (6)                  an output could not be written; what was there before is whole
    ├── ChangedMeanwhileError (6)       a file was changed by someone else since it was read; it is as they left it
    ├── StoreError (6)                  the store is damaged, or another program is writing to it
    └── FetchError (7)                  a published file could not be fetched whole
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Fault:
    """
    One thing wrong in a document.

    Parameters
    ----------
    where : str
        Line, cell or key path, as the reader would look for it: ``line 12``, ``Roster!C7``.
    problem : str
        Both sides of the mismatch: what stands there and what was expected.
    fix : str
        What to do about it.
    """

    where: str
    problem: str
    fix: str = ""

    def __str__(self) -> str:
        fix = f" {self.fix}" if self.fix else ""
        return f"{self.where}: {self.problem}{fix}"


class WellstaffedError(Exception):
    """Base of every error that is the user's to mend; shown without a traceback."""

    exit_code = 1


class UsageError(WellstaffedError):
    """The question itself is malformed."""

    exit_code = 2


class DocumentError(WellstaffedError):
    """
    A document has faults; the message lists all of them.

    Parameters
    ----------
    name : str
        The file as the user knows it.
    faults : list of Fault
        At least one.
    """

    exit_code = 3

    def __init__(self, name: str, faults: list[Fault]) -> None:
        self.name = name
        self.faults = list(faults)
        count = len(self.faults)
        head = f"{name} has {count} fault{'' if count == 1 else 's'}:"
        super().__init__("\n".join([head, *(f"  {fault}" for fault in self.faults)]))


class StandardFileError(DocumentError):
    """A standard file does not hold."""


class RosterError(DocumentError):
    """A roster does not hold."""


class PlanError(DocumentError):
    """A plan or claim document does not hold."""


class ReleaseError(DocumentError):
    """A published file is not as its layout says; nothing of it was taken in."""


class AgreementError(DocumentError):
    """An agreement document, or the calendar of meetings beside it, does not hold."""


class RecordError(DocumentError):
    """A document of the public record does not hold: votes, positions, peer districts."""


class ArticleError(DocumentError):
    """An article, or a file of candidates from one, cannot be read."""


class EvidenceTableError(DocumentError):
    """A table of counts or of districts before and after a change does not hold."""


class NotFoundError(WellstaffedError):
    """There is no such district, school, standard or file."""

    exit_code = 4


class NotInForceError(WellstaffedError):
    """The standard has no value on the day asked for."""

    exit_code = 5


class NoNumericRuleError(WellstaffedError):
    """The standard in force is words; no need can be computed from it."""

    exit_code = 5


class UnverifiedError(WellstaffedError):
    """An unverified standard was used without the flag that admits it (rule S4)."""

    exit_code = 5


class RoleMismatchError(WellstaffedError):
    """A standard was asked about a role it does not cover."""

    exit_code = 5


class CoefficientError(WellstaffedError):
    """A study's coefficient was asked for a school, which rule E1 forbids."""

    exit_code = 5


class InfeasiblePlanError(WellstaffedError):
    """The rules of a plan conflict, so that no placement of posts obeys them all."""

    exit_code = 5


class MissingInputError(WellstaffedError):
    """A rule needs an input, such as a grade band or need counts, that the table lacks."""

    exit_code = 5


class NotHeldExactlyError(WellstaffedError):
    """A figure has more decimals than the whole-number path holds; the path of single schools holds any."""

    exit_code = 5


class WriteError(WellstaffedError):
    """An output could not be written; what stood there before is whole."""

    exit_code = 6


class ChangedMeanwhileError(WellstaffedError):
    """A file was changed by someone else since it was read; it is as they left it."""

    exit_code = 6


class StoreError(WellstaffedError):
    """The store is damaged, or another program is writing to it; its figures are as they were."""

    exit_code = 6


class FetchError(WellstaffedError):
    """A published file could not be fetched whole; what came so far is kept for the next try."""

    exit_code = 7
