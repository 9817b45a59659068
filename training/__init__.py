"""How the shipped reading weights are made. Needs torch and onnx; the product does not."""
