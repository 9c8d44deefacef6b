"""Where the jurisdictions and legs lie: outlines, places, lines and frames for maps."""
