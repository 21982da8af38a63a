"""What is shipped as Debian packages; the built packages themselves are tried by ``make debs-test``."""
