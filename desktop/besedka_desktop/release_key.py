"""The public half of the key that releases are signed with, by whoever builds the app. Empty: no news of versions is believed."""

PUBLIC_KEY = ""
