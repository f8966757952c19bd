"""What money says to a merge: who was paid needs a second person, and of two cards one stays in use."""

from lumbung.core import following
from lumbung.payments import actions, queries

following.register(
    following.Follower(
        second_person=queries.reasons_for_a_second_person,
        objects=actions.refuse_while_money_is_on_its_way,
        follow=actions.block_second_card,
    )
)
