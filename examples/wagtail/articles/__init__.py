"""Articles, the tags that editors give them, and those that Gaoqian suggests."""
