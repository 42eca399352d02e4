package io.github.altprop.preprocessing.source;

import io.github.altprop.preprocessing.Reading;
import java.io.Closeable;
import java.util.Iterator;

/** Examples being read; closing releases the files behind them. */
public interface Examples extends Iterator<Reading>, Closeable {}
