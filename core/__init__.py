"""The product below the window: scanning, judging, keeping and handing over an audit."""
