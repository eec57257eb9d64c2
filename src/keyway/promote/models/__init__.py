"""What is kept to promote manufacturing: pages, pictures, campaigns, surveys."""

from keyway.promote.models.campaigns import (
    Campaign,
    CampaignLink,
    CampaignPiece,
    LinkReach,
    PageReach,
)
from keyway.promote.models.pages import (
    EpisodePage,
    EventPage,
    EventsPage,
    NewsItemPage,
    NewsPage,
    PlainPage,
    SeriesPage,
    SeriesShelfPage,
    StoriesPage,
    StoryPage,
    ToolkitPage,
    ToolkitsPage,
)
from keyway.promote.models.pictures import Picture, PictureRendition
from keyway.promote.models.subscribers import Subscriber
from keyway.promote.models.surveys import (
    PerceptionFinding,
    PerceptionSurvey,
    Response,
    Sitting,
    SittingResult,
    SurveyGroup,
    SurveyQuestion,
)
from keyway.promote.models.threads import Thread
from keyway.promote.models.videos import Video

__all__ = [
    "Campaign",
    "CampaignLink",
    "CampaignPiece",
    "EpisodePage",
    "EventPage",
    "EventsPage",
    "LinkReach",
    "NewsItemPage",
    "NewsPage",
    "PageReach",
    "PerceptionFinding",
    "PerceptionSurvey",
    "Picture",
    "PictureRendition",
    "PlainPage",
    "Response",
    "SeriesPage",
    "SeriesShelfPage",
    "Sitting",
    "SittingResult",
    "StoriesPage",
    "StoryPage",
    "Subscriber",
    "SurveyGroup",
    "SurveyQuestion",
    "Thread",
    "ToolkitPage",
    "ToolkitsPage",
    "Video",
]
