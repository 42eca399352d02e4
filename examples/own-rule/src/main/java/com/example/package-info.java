/** A learning rule of one's own, in a jar of its own. */
package com.example;
