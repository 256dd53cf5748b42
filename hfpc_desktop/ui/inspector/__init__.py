"""What is known of the current pair: scores, evidence, reasons, remarks, the product's name."""
