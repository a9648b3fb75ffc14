"""What the commands in scripts/ do. Modules that run before the environment stands use the standard library only."""
