"""The methods of the protocol, a small file each or a family."""
