"""States and territories as the federal files abbreviate them."""

from __future__ import annotations

_NAMES = """
AL Alabama;AK Alaska;AZ Arizona;AR Arkansas;CA California;CO Colorado;CT Connecticut;DE Delaware;
DC District of Columbia;FL Florida;GA Georgia;HI Hawaii;ID Idaho;IL Illinois;IN Indiana;IA Iowa;KS Kansas;KY Kentucky;
LA Louisiana;ME Maine;MD Maryland;MA Massachusetts;MI Michigan;MN Minnesota;MS Mississippi;MO Missouri;MT Montana;
NE Nebraska;NV Nevada;NH New Hampshire;NJ New Jersey;NM New Mexico;NY New York;NC North Carolina;ND North Dakota;
OH Ohio;OK Oklahoma;OR Oregon;PA Pennsylvania;PR Puerto Rico;RI Rhode Island;SC South Carolina;SD South Dakota;
TN Tennessee;TX Texas;UT Utah;VT Vermont;VA Virginia;WA Washington;WV West Virginia;WI Wisconsin;WY Wyoming;
AS American Samoa;GU Guam;MP Northern Mariana Islands;VI Virgin Islands;BI Bureau of Indian Education
"""
STATE_NAMES = {entry.strip()[:2]: entry.strip()[3:] for entry in _NAMES.split(";")}

# As newspapers shorten them; Alaska, Hawaii, Idaho, Iowa, Maine, Ohio, Texas and Utah are mostly written out.
_SHORT = """
AL Ala.;AK Alas.;AZ Ariz.;AR Ark.;CA Calif.;CA Cal.;CO Colo.;CT Conn.;DE Del.;DC D.C.;FL Fla.;GA Ga.;IL Ill.;IN Ind.;
KS Kan.;KS Kans.;KY Ky.;LA La.;MD Md.;MA Mass.;MI Mich.;MN Minn.;MS Miss.;MO Mo.;MT Mont.;NE Neb.;NE Nebr.;NV Nev.;
NH N.H.;NJ N.J.;NM N.M.;NY N.Y.;NC N.C.;ND N.D.;OK Okla.;OR Ore.;OR Oreg.;PA Pa.;PA Penn.;PR P.R.;RI R.I.;SC S.C.;
SD S.D.;TN Tenn.;TX Tex.;VT Vt.;VA Va.;WA Wash.;WV W.Va.;WI Wis.;WI Wisc.;WY Wyo.
"""
_CODES = {entry.strip()[3:].rstrip("."): entry.strip()[:2] for entry in _SHORT.split(";")}
_CODES |= {name.casefold(): code for code, name in STATE_NAMES.items()}


def state_code(text: str) -> str | None:
    """Return the two letters of a state written as ``MO``, ``Mo.`` or ``Missouri``; None where it is none of these."""
    said = " ".join(text.split())
    if said in STATE_NAMES:
        return said
    return _CODES.get(said.replace(". ", ".").rstrip(".")) or _CODES.get(said.casefold())
