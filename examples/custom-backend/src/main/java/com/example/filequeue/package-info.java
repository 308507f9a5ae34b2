/**
 * A backend for pgqueue in files: a journal keeps the jobs, sockets in a folder ring for new ones.
 *
 * <p>{@link com.example.filequeue.FileStore} and {@link com.example.filequeue.Bell} are what pgqueue
 * calls; {@link com.example.filequeue.Insertion}, {@link com.example.filequeue.Turn} and {@link
 * com.example.filequeue.Nodes} decide by the rules, {@link com.example.filequeue.Journal} makes it last.
 */
package com.example.filequeue;
