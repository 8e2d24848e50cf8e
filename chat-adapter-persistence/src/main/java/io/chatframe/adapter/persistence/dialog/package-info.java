/** Dialogs and their messages: read, searched, renamed, deleted, and erased with their visitor. */
@NullMarked
package io.chatframe.adapter.persistence.dialog;

import org.jspecify.annotations.NullMarked;
