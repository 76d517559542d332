"""Wording: what the page calls things, its keys, and how to assess a possible match.

Owns the words that stand on more than one page. Refuses to decide: it asks questions in a useful
order, as the Guide of the sheet does.
"""

from __future__ import annotations

TAB_NAMES = {
    "todo": "To do", "second": "Second look", "escalated": "Escalated", "decided": "Decided",
    "answered": "Answered before", "below": "Under the line", "all": "All",
}  # fmt: skip
STATE_NAMES = {
    "open": "to do", "reopened": "asked again", "waiting": "waits for a second reviewer",
    "escalated": "escalated", "true_match": "true match", "false_positive": "false positive",
    "answered": "answered before", "below": "under the line",
}  # fmt: skip
SORT_NAMES = {
    "band": "Strongest first", "article": "Article", "subject": "Listed name",
    "newest": "Newest article first",
}  # fmt: skip
DISPOSITION_NAMES = {
    "true_match": "True match", "false_positive": "False positive", "escalate": "Escalate",
    "pending": "Taken back",
}  # fmt: skip
KEY_OF = {"true_match": "t", "false_positive": "f", "escalate": "e"}
#: Keys and what they do; the script has the same.
KEYS = (
    (("j", "n", "→"), "next alert; in the queue, next row"),
    (("k", "p", "←"), "previous alert; in the queue, previous row"),
    (("Enter",), "open the row of the queue"),
    (("t",), "true match: shows its reasons"),
    (("f",), "false positive: shows its reasons"),
    (("e",), "escalate: shows its reasons"),
    (("1", "…", "9"), "choose a reason that is shown: this records the decision"),
    (("c",), "write a comment"),
    (("u",), "undo your latest decision"),
    (("a",), "agree, where a decision waits for a second reviewer"),
    (("/",), "search and filter"),
    (("[", "]"), "previous and next page of the queue"),
    (("q",), "back to the queue"),
    (("d",), "dashboard"),
    (("Esc",), "fold the reasons away; leave a field"),
    (("?",), "this list"),
)
#: How to assess a possible match: the steps of the sheet's Guide (OFAC's FAQ 5), for this page.
STEPS = (
    ("What is the list?", "See “On the lists”. Named in reporting is no sanction; delisted is one "
     "no more. Follow the reference and read the whole entry."),
    ("Same kind?", "A person is no ship and no company. If the article speaks of another kind, it "
     "is a false positive."),
    ("How much of the name?", "See “The name, part by part”. If only one of two or more parts "
     "agrees, it is a false positive."),
    ("Which kind of name?", "A weak alias is broad: it confirms, and is never enough alone. A "
     "former name may have gone to another ship."),
    ("Compare the rest.", "Set the listings beside the article: birth date, nationality, place, "
     "post; for ships the IMO number, flag, type and owner. “For and against” tells what xref "
     "found; read the article itself."),
    ("Namesakes.", "See whom else the name fits, and how common it is. Most people who bear a "
     "listed name are not the listed person."),
    ("Many differences?", "Then it is a false positive. Say in the comment who is meant."),
    ("Several likenesses, or exact?", "Then it is a true match, or a case for somebody who can ask "
     "the authority: escalate. Without enough facts, escalate or leave it; never guess."),
    ("Was it decided before?", "If an alert is asked again, the page says what has changed since: "
     "decide upon that change, and not out of habit."),
)  # fmt: skip
