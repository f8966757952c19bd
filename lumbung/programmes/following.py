"""What programmes do when a merge is carried out: duties and sanctions follow the record that goes on."""

from lumbung.core import following
from lumbung.programmes import actions

following.register(following.Follower(follow=actions.take_duties_along))
