"""What of decisions needs a co-chair's word (RULES R4, R5, R10.53): one source for their page, home and weekly letter.

Each function answers one question for one co-chair's standing. A new thing that waits for a co-chair is a new
function, and its name in `QUESTIONS`. What a button does is a workflow call: it asks again who may, so a page that
is out of date is refused with the reason.
"""

from unmn.home.co_chair.rounds import broken_twice, late_answers, more_time_asked_for, rounds_prepared
from unmn.home.co_chair.state import agreed_with_comments, state_concern_to_rule, state_to_rule

QUESTIONS = (
    rounds_prepared,
    more_time_asked_for,
    late_answers,
    state_concern_to_rule,
    state_to_rule,
    agreed_with_comments,
    broken_twice,
)
