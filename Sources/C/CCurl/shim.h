// libcurl for Swift: wrappers for variadic functions and macros only.
#ifndef MAILWORKER_CCURL_SHIM_H
#define MAILWORKER_CCURL_SHIM_H
#include <curl/curl.h>
#endif
