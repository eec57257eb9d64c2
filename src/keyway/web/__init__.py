"""The doors: settings, addresses, the API's frame, the command line, the look."""
