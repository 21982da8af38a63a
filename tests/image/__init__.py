"""The kiosk image, booted in a virtual machine and walked through as a person would: ``make image-test``."""
