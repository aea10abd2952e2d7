"""Two pictures beside each other, on each other, and what differs: a layer that any room can open."""
