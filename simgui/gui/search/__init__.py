"""The room in which a picture is searched: query, hits, decisions about them."""
