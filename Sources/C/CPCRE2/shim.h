// PCRE2 (8-bit code units) for Swift.
#ifndef MAILWORKER_CPCRE2_SHIM_H
#define MAILWORKER_CPCRE2_SHIM_H
#define PCRE2_CODE_UNIT_WIDTH 8
#include <pcre2.h>
#endif
