"""The way to the central registry: connectors, and a reference registry to try them on."""
