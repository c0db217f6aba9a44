"""The finder that learned from coded reports: an encoder with heads, run by ONNX Runtime."""
