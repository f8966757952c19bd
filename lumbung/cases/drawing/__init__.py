"""Pictures of a case, made by the server: genogram, ecomap, the curve of an instrument, the change in functioning."""
