"""Words that mean the same: figures as reports write and screens say them, one text set in two ways."""

from __future__ import annotations

_SET = str.maketrans({"’": "'", "‘": "'", "“": '"', "”": '"', "–": "-", "—": "-", "\u00ad": None, "\u200b": None})

# words for numbers under a hundred; "twenty-one" is two of them
NUMBERS = {
    word: value
    for value, word in [
        *enumerate(
            "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen "
            "sixteen seventeen eighteen nineteen".split()
        ),
        *((n * 10, w) for n, w in enumerate("twenty thirty forty fifty sixty seventy eighty ninety".split(), 2)),
    ]
}

# what is done to goods: "Ankara supplied them" speaks of arms told of before, not of who says so
HANDLED = frozenset("supply deliver ship smuggle sell buy build make manufacture export fire launch publish".split())

BLAMES = frozenset(("blame", "pin", "attribute", "ascribe"))  # ... a deed on somebody, to somebody

TRADES = frozenset(("trade", "exchange", "swap"))  # ... what each of two holds against the other
TRADED = frozenset(("blame", "accusation", "allegation", "charge", "recrimination"))

OWNERS = frozenset(("his", "her", "its", "their", "our", "my"))  # whose something is, by a pronoun

TITLES = tuple(  # before a name, shortened by a full stop that ends no sentence
    "Adm Amb Assoc Asst Brig Capt Cdr Cmdr Col Comdr Cpl Det Dr Drs Ens Esq Fr Gen Gov Govs Hon Insp Jr Lt Maj Messrs "
    "Mr Mrs Ms Mt Mtn Msgr Pfc Pres Prof Pte Pvt Rep Reps Rev Sec Sen Sens Sgt Spc Spec Sr St Ste Supt".split()
)

RELATIONAL = frozenset(  # who somebody is to another, and none of his: "Iran's proxies" are not Iran
    "ally successor predecessor counterpart rival opponent foe enemy adversary neighbour neighbor partner friend proxy "
    "critic client backer patron sponsor supporter".split()
)


def as_set(text: str) -> str:
    """A text without what typesetting changes: kinds of spaces, quotation marks and dashes, soft hyphens."""
    return " ".join(text.translate(_SET).split())


def toll(low: int | None, high: int | None, verb: str) -> str:
    """ "25 killed", "at least 25 killed", "2 to 5 killed", "none killed"; empty if nothing is said."""
    if low is None and high is None:
        return ""
    if high is None:
        return f"at least {low} {verb}"
    if low == high:
        return f"{low or 'none'} {verb}"
    return f"up to {high} {verb}" if low is None else f"{low} to {high} {verb}"
