// GMime 3 for Swift.
#ifndef MAILWORKER_CGMIME_SHIM_H
#define MAILWORKER_CGMIME_SHIM_H
#include <gmime/gmime.h>
#endif
