"""What can be said on the command line, and what is said back."""
