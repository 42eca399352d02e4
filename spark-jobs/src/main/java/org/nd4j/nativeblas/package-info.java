/** A stand-in for a class that DL4J asks for by this name and ND4J no longer has. */
package org.nd4j.nativeblas;
