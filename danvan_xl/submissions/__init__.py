"""Forms that came back from units: reading them, telling them apart, marking what is wrong."""
