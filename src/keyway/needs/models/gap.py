"""Findings of the gap: what a job reckoned, with everything it rested on."""

from __future__ import annotations

from django.db import models


class GapFinding(models.Model):
    """One reckoning of demand, supply and gap for a state, kept whole and never changed.

    ``fingerprint`` is a digest of all that went in (releases, parameters, methods, seed, draws);
    ``content_digest`` of all that came out, so that a rerun can be compared byte by byte.
    """

    state_fips = models.CharField(max_length=2)
    scenario = models.CharField(max_length=80, blank=True, default="")
    fingerprint = models.CharField(max_length=64, unique=True)
    content_digest = models.CharField(max_length=64)
    method_versions = models.JSONField()
    parameters = models.JSONField()
    releases = models.JSONField()
    cautions = models.JSONField(default=list)
    seed = models.BigIntegerField()
    draws_count = models.PositiveIntegerField()
    computed_at = models.DateTimeField()

    class Meta:
        indexes = (models.Index(fields=["state_fips", "scenario", "-computed_at"]),)

    def __str__(self) -> str:
        """Name the finding by state, scenario and day."""
        return f"{self.state_fips} {self.scenario or 'base'} {self.computed_at:%Y-%m-%d}"


class Measures(models.Model):
    """The measures of one cell: 5th, 50th and 95th percentile over the draws, per year."""

    jobs_p5 = models.FloatField()
    jobs_p50 = models.FloatField()
    jobs_p95 = models.FloatField()
    openings_p5 = models.FloatField()
    openings_p50 = models.FloatField()
    openings_p95 = models.FloatField()
    need_p5 = models.FloatField()
    need_p50 = models.FloatField()
    need_p95 = models.FloatField()
    placed_p5 = models.FloatField()
    placed_p50 = models.FloatField()
    placed_p95 = models.FloatField()
    unfilled_p5 = models.FloatField()
    unfilled_p50 = models.FloatField()
    unfilled_p95 = models.FloatField()
    manufacturing_unfilled_p5 = models.FloatField()
    manufacturing_unfilled_p50 = models.FloatField()
    manufacturing_unfilled_p95 = models.FloatField()
    manufacturing_share = models.FloatField(null=True)
    naive_supply = models.FloatField(null=True)

    class Meta:
        abstract = True


class GapRow(Measures):
    """One occupation in one area: a county, or the whole state by its two digits."""

    finding = models.ForeignKey(GapFinding, on_delete=models.CASCADE, related_name="rows")
    soc_code = models.CharField(max_length=7)
    area_code = models.CharField(max_length=5)
    is_manufacturing = models.BooleanField()
    is_linked = models.BooleanField()

    class Meta:
        constraints = (
            models.UniqueConstraint(
                fields=["finding", "area_code", "soc_code"], name="gap_row_once"
            ),
        )
        indexes = (models.Index(fields=["finding", "soc_code"]),)

    def __str__(self) -> str:
        """Name the cell by its codes."""
        return f"{self.soc_code} in {self.area_code}"


class GapTotal(Measures):
    """The manufacturing occupations of one area together, summed within each draw.

    ``family`` is the two digits of a SOC major group, "linked" for the occupations that programs
    prepare for, and empty for all of them.
    """

    finding = models.ForeignKey(GapFinding, on_delete=models.CASCADE, related_name="totals")
    area_code = models.CharField(max_length=5)
    family = models.CharField(max_length=8, blank=True, default="")

    class Meta:
        constraints = (
            models.UniqueConstraint(
                fields=["finding", "area_code", "family"], name="gap_total_once"
            ),
        )

    def __str__(self) -> str:
        """Name the area and the family."""
        return f"{self.family or 'all'} in {self.area_code}"


class GapProgram(models.Model):
    """What becomes of the people who complete one program at one institution, per year.

    completers = placed + unplaced + left in every draw.
    """

    finding = models.ForeignKey(GapFinding, on_delete=models.CASCADE, related_name="programs")
    unitid = models.CharField(max_length=6)
    cip_code = models.CharField(max_length=7)
    award_level_code = models.CharField(max_length=2)
    reach = models.CharField(max_length=8)
    completers_p5 = models.FloatField()
    completers_p50 = models.FloatField()
    completers_p95 = models.FloatField()
    placed_p5 = models.FloatField()
    placed_p50 = models.FloatField()
    placed_p95 = models.FloatField()
    unplaced_p5 = models.FloatField()
    unplaced_p50 = models.FloatField()
    unplaced_p95 = models.FloatField()
    left_p5 = models.FloatField()
    left_p50 = models.FloatField()
    left_p95 = models.FloatField()

    class Meta:
        constraints = (
            models.UniqueConstraint(
                fields=["finding", "unitid", "cip_code", "award_level_code"],
                name="gap_program_once",
            ),
        )

    def __str__(self) -> str:
        """Name the program by its codes."""
        return f"{self.unitid} {self.cip_code} {self.award_level_code}"


class GapFlow(models.Model):
    """People a year from one program into one occupation of one county, mean of the draws."""

    program = models.ForeignKey(GapProgram, on_delete=models.CASCADE, related_name="flows")
    soc_code = models.CharField(max_length=7)
    county_fips = models.CharField(max_length=5)
    placed_mean = models.FloatField()

    class Meta:
        constraints = (
            models.UniqueConstraint(
                fields=["program", "soc_code", "county_fips"], name="gap_flow_once"
            ),
        )
        indexes = (models.Index(fields=["soc_code"]),)

    def __str__(self) -> str:
        """Name the flow by where it ends."""
        return f"{self.soc_code} in {self.county_fips}"
