"""From the sources of a course to what students get: releases, banks, the kit and its site."""
