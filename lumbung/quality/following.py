"""What becomes of a pair when its merge is carried out, refused or taken back."""

from lumbung.core import following
from lumbung.quality import actions

following.register(following.Follower(ended=actions.follow_merge))
