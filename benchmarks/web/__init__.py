"""How fast pages come, beside a bare Django view, and how long a first start takes."""
