"""What `appear COMMAND` does, one module per command."""
