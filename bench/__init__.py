"""Load generator and scenarios: what the product does on one core, beside the limits of the same machine in the same run."""
