"""What can be done with contact sheets, and with organizations that are one."""
