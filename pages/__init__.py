"""One question a page: a page composes what the layers below it say, and neither computes nor draws."""
