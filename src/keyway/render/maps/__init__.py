"""County maps: an equal-area drawing in which every county is a link."""

from keyway.render.maps.counties import (
    CountyShape,
    Place,
    class_breaks,
    class_of,
    county_map,
)

__all__ = ["CountyShape", "Place", "class_breaks", "class_of", "county_map"]
