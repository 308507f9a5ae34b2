/**
 * A backend for pgqueue in files: a journal keeps the jobs, sockets in a folder ring for new ones.
 *
 * <p>{@link com.example.filequeue.FileStore} and {@link com.example.filequeue.Bell} are what pgqueue
 * calls; {@link com.example.filequeue.Table} holds the rules of a queue, {@link
 * com.example.filequeue.Journal} makes them last.
 */
package com.example.filequeue;
