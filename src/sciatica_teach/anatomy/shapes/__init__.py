"""The body in millimetres: curves, meshes and the scene put together from them."""
