"""The family form of Regsosek on the web: its blocks and questions, its answers as the frame that files become."""
