"""Writers: slips in the formats that newsrooms take, one file a format."""
