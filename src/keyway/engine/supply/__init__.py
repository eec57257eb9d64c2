"""How many people each program sends into the region's labor market, and where they can work."""

from keyway.engine.supply.estimate import estimate
from keyway.engine.supply.pooling import Pooled, pool
from keyway.engine.supply.values import Supply, SupplyInputs, SupplyParameters

__all__ = ["Pooled", "Supply", "SupplyInputs", "SupplyParameters", "estimate", "pool"]
