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


# As in the first two digits of a LEAID; 59 and others stand for federal agencies, whose districts lie in any state.
_FIPS = (
    "01AL 02AK 04AZ 05AR 06CA 08CO 09CT 10DE 11DC 12FL 13GA 15HI 16ID 17IL 18IN 19IA 20KS 21KY 22LA 23ME 24MD 25MA 26MI 27MN "
    "28MS 29MO 30MT 31NE 32NV 33NH 34NJ 35NM 36NY 37NC 38ND 39OH 40OK 41OR 42PA 44RI 45SC 46SD 47TN 48TX 49UT 50VT 51VA 53WA "
    "54WV 55WI 56WY 60AS 66GU 69MP 72PR 78VI"
)
_ELSEWHERE = {"3805670": "MT"}  # numbered in North Dakota, and in the directory under Montana
_STATE_OF_FIPS = {entry[:2]: entry[2:] for entry in _FIPS.split()}
_FIPS_OF_STATE = {state: digits for digits, state in _STATE_OF_FIPS.items()}


def state_of_leaid(leaid: str) -> str | None:
    """Return the state that the first two digits of a LEAID stand for; None for those of federal agencies."""
    return _ELSEWHERE.get(leaid) or _STATE_OF_FIPS.get(leaid[:2])


def fips_of_state(state: str) -> str:
    """Return the two digits with which the LEAIDs of a state begin; an empty text where it has none of its own."""
    return _FIPS_OF_STATE.get(state, "")


def state_code(text: str) -> str | None:
    """Return the two letters of a state written as ``MO``, ``Mo.`` or ``Missouri``; None where it is none of these."""
    said = " ".join(text.split())
    if said in STATE_NAMES:
        return said
    return _CODES.get(said.replace(". ", ".").rstrip(".")) or _CODES.get(said.casefold())
