// libytnef for Swift.
#ifndef MAILWORKER_CYTNEF_SHIM_H
#define MAILWORKER_CYTNEF_SHIM_H
#include <stdio.h>
#include <ytnef.h>

/// The first value of a property; NULL where there is none. The library's own mark for that is a cast of -1, and its
/// numbers are macros with casts, neither of which Swift sees.
static inline variableLength *cytnef_property(MAPIProps *properties, ULONG type, ULONG id) {
    variableLength *value = MAPIFindProperty(properties, PROP_TAG(type, id));
    return value == MAPI_UNDEFINED ? NULL : value;
}
#endif
