"""What a person confirmed, on the disk before it counts, so that no crash loses it."""
