"""Arizona Department of Education: enrollment by school, results of technical districts."""
