"""What looks after a site: preparing, serving, backing up, keeping its words translated."""
