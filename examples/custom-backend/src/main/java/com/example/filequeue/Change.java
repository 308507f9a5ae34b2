package com.example.filequeue;

/** What an entry of the journal holds: how something stands from then on. */
sealed interface Change permits Row, Lease {

    /** Whether it is not there any more. */
    boolean gone();
}
